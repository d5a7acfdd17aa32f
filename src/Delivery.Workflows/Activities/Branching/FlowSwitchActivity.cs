using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Activities;

/// <summary>Leaves by the outcomes whose conditions hold.</summary>
internal sealed class FlowSwitchActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSwitch",
        DisplayName = "Switch (flow)",
        Category = Describe.Branching,
        Description = "Goes on by the case that matches.",
        Inputs =
        [
            Describe.Input("Cases", "Object", "The cases, each with a label and a condition.", "flow-switch-editor") with { IsWrapped = false },
            SwitchCases.ModeInput,
        ],
        Ports = [Describe.Outcome("Default")],
    };

    public override void Execute(ActivityContext context)
    {
        var cases = (SwitchCases)context.Node.Plan!;
        var matches = SwitchCases.Matches(context, cases);
        context.Complete(matches.Count == 0 ? ["Default"] : [.. matches.Select(match => cases.Labels[match])]);
    }

    internal override IEnumerable<(string Name, Expression Expression)> FurtherExpressions(Node node) => ((SwitchCases)node.Plan!).Conditions;

    internal override object Compile(Node node, ExpressionCompiler expressions) => new SwitchCases(node.Json, expressions);
}
