using System.Text.Json.Nodes;

namespace Delivery.Workflows.Execution;

/// <summary>What a workflow gives: to the instance, and, used as an activity, to the variable that stands for the output.</summary>
internal static class WorkflowOutputs
{
    public static void Set(ActivityExecution execution, string name, JsonNode? value)
    {
        execution.Run.Output[name] = value;
        if (execution.Node.Workflow.IsNested)
        {
            VariableScope.TrySetById(Composite(execution), name, value);
        }
    }

    /// <param name="execution">The activity whose output it is.</param>
    /// <param name="target">A variable's id or a workflow output's name.</param>
    /// <param name="value">The output.</param>
    public static void Bind(ActivityExecution execution, string target, JsonNode? value)
    {
        var isVariable = VariableScope.TrySetById(execution.Parent, target, value);
        if (execution.Node.Workflow.Definition.Outputs.Any(output => output.Name == target))
        {
            Set(execution, target, value);
        }
        else if (!isVariable && execution.Parent is { } parent)
        {
            parent.DynamicVariables ??= [];
            parent.DynamicVariables[target] = value;
        }
    }

    /// <summary>The execution that runs this workflow as an activity.</summary>
    private static ActivityExecution? Composite(ActivityExecution execution)
    {
        var scope = execution;
        while (scope is not null && scope.Node.Activity is not Activities.WorkflowAsActivity)
        {
            scope = scope.Parent;
        }

        return scope;
    }
}
