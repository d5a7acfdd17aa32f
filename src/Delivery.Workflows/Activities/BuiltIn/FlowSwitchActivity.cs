using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Leaves by the outcomes whose conditions hold.</summary>
internal sealed class FlowSwitchActivity : Activity
{
    private static readonly TypeAlias Condition = TypeAlias.Parse("Boolean?");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSwitch",
        DisplayName = "Switch (flow)",
        Category = Describe.Branching,
        Description = "Goes on by the case that matches.",
        Inputs =
        [
            Describe.Input("Cases", "Object", "The cases, each with a label and a condition.", "flow-switch-editor") with { IsWrapped = false },
            Describe.Choice("Mode", "String", "Whether the first match or every match is taken.", "MatchFirst", "MatchAny"),
        ],
        Ports = [Describe.Outcome("Default")],
    };

    public override void Execute(ActivityContext context)
    {
        var first = context.Input<string>("Mode") != "MatchAny";
        var scope = new EvaluationScope(context.Execution);
        var matches = new List<string>();
        foreach (var (label, condition) in (List<(string, Expression?)>)context.Node.Plan!)
        {
            if (ValueConverter.Convert(condition?.Evaluate(scope), Condition) is { } holds && holds.GetValue<bool>())
            {
                matches.Add(label);
                if (first)
                {
                    break;
                }
            }
        }

        context.Complete(matches.Count == 0 ? ["Default"] : [.. matches]);
    }

    internal override object Compile(Node node, ExpressionCompiler expressions) =>
        node.Json.ObjectsMember("cases")
            .Select(item => (item.TextMember("label") ?? "", item["condition"] is JsonObject condition ? expressions.Compile(condition) : null))
            .ToList();
}
