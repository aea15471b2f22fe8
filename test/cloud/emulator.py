# Starts the emulator with the one repair that Milepost's machines cannot do without (gaps.test.ts knows of it): a
# time-out that is an expression. Step Functions evaluates it as the state is entered.

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

main()
