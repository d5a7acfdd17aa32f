using Delivery.Workflows.Activities;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Flow;

/// <summary>Which merge mode a target has.</summary>
internal static class MergeModes
{
    /// <param name="target">The activity that an arrow leads to.</param>
    /// <param name="flowchart">A join's mode is an input, evaluated in the flowchart's scope because the join has not begun.</param>
    public static MergeMode Of(Node target, ActivityExecution flowchart)
    {
        if (target.Activity is FlowJoinActivity)
        {
            return JoinMode(target, flowchart);
        }

        return target.MergeMode switch
        {
            "Merge" => MergeMode.Merge,
            "Converge" => MergeMode.Converge,
            "Cascade" => MergeMode.Cascade,
            "Race" => MergeMode.Race,
            _ => MergeMode.Stream,
        };
    }

    private static MergeMode JoinMode(Node join, ActivityExecution flowchart)
    {
        var input = join.FindInput(FlowJoinActivity.Mode)!;
        return JsonValues.TextOrNull(VariableScope.Evaluate(flowchart, input)) switch
        {
            "WaitAll" => MergeMode.Merge,
            "WaitAllActive" => MergeMode.WaitAllActive,
            _ => MergeMode.Race,
        };
    }
}
