using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Completes the workflow it is in, with outcomes; inside a workflow used as an activity, that activity.</summary>
internal sealed class CompleteActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Complete",
        Category = Describe.Composition,
        Description = "Completes the workflow with outcomes.",
        Inputs = [Describe.Input("Outcomes", "Object", "One outcome or a list of them.", "outcome-picker") with { DefaultSyntax = "Object" }],
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        // An undo must not end what still has other undos to run: there it ends the undo.
        var workflow = context.Execution.Parent!;
        while (workflow.Node.Activity is not WorkflowActivity && !workflow.IsUndo)
        {
            workflow = workflow.Parent!;
        }

        // The sender is one of the executions that the workflow's completion cancels, as in Elsa.
        var outcomes = Outcomes(context.Peek("Outcomes"));
        context.Run.LeaveScopes(context.Execution, workflow);
        context.Run.Complete(workflow, workflow.IsUndo ? null : outcomes);
    }

    public static List<string>? Outcomes(JsonNode? value)
    {
        if (JsonValues.IsText(value) && value!.GetValue<string>().TrimStart().StartsWith('['))
        {
            value = Parse(value.GetValue<string>()) ?? value;
        }

        return value switch
        {
            JsonArray items => [.. items.OfType<JsonNode>().Select(JsonValues.Text)],
            JsonValue when JsonValues.IsText(value) && value.GetValue<string>() is { Length: > 0 } text => [text],
            _ => null,
        };
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonValues.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
