using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Sets a variable.</summary>
internal sealed class SetVariableActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetVariable",
        Category = Describe.Primitives,
        Description = "Sets a variable.",
        Inputs =
        [
            Describe.Input("Variable", "Variable", "The variable.", "variable-picker") with { IsWrapped = false },
            Describe.Input("Value", "Object", "Its new value."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var variable = context.Peek("Variable") as JsonObject;
        var value = context.Peek("Value");
        if (variable?.TextMember("id") is { Length: > 0 } id && VariableScope.TrySetById(context.Execution, id, value))
        {
            context.Complete();
            return;
        }

        throw new WorkflowFaultException($"The activity '{context.ActivityName ?? context.ActivityId}' sets a variable that is not in scope here. Choose the variable again.");
    }
}
