# Starts the emulator with the one repair that Milepost's machines cannot do without (gaps.test.ts knows of it): a
# time-out that is an expression. Step Functions evaluates it as the state is entered. And it keeps the status changes of
# some executions to itself, as Step Functions may, which tells them at best effort.

import json

from ministack.app import main
from ministack.services import stepfunctions

execute_task = stepfunctions._execute_task


def execute_task_with_time_out(state, raw_input, execution, context):
    if isinstance(state.get("TimeoutSeconds"), str):
        seconds = stepfunctions._jsonata_state_field(
            state, "TimeoutSeconds", "number", raw_input, context
        )
        state = {**state, "TimeoutSeconds": seconds}
    return execute_task(state, raw_input, execution, context)


stepfunctions._execute_task = execute_task_with_time_out

tell_status = stepfunctions._emit_execution_status_event


def tell_status_if_heard(execution):
    customer = json.loads(execution.get("input") or "{}").get("customerId", "")
    if not str(customer).startswith("unheard-"):
        tell_status(execution)


stepfunctions._emit_execution_status_event = tell_status_if_heard

main()
