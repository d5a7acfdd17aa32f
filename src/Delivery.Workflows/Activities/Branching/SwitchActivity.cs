using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Runs the activities whose conditions hold, else a default one.</summary>
internal sealed class SwitchActivity : Activity
{
    private const string Default = "Default";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Switch",
        Category = Describe.Branching,
        Description = "Runs the activity of the case that matches.",
        Inputs =
        [
            // Not evaluated: the cases hold whole activities, which no state and no record should repeat.
            Describe.Input("Cases", "Object", "The cases, each with a label, a condition and an activity.", "switch-editor") with
            {
                IsWrapped = false,
                AutoEvaluate = false,
            },
            SwitchCases.ModeInput,
        ],
        Outputs = [Describe.Output("Output", "Object", "Nothing; Elsa declares it and never sets it.")],
        Ports = [Describe.Child(Default)],
    };

    public override void Execute(ActivityContext context)
    {
        var matches = SwitchCases.Matches(context, (SwitchCases)context.Node.Plan!);
        foreach (var match in matches)
        {
            if (context.Node.Parts[match] is { } activity)
            {
                context.Schedule(activity);
            }
        }

        if (matches.Count == 0 && context.Node.Ports.TryGetValue(Default, out var otherwise))
        {
            context.Schedule(otherwise);
        }

        context.CompleteIfIdle();
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => context.CompleteIfIdle();

    internal override IEnumerable<JsonObject?> Parts(JsonObject json) => json.ObjectsMember("cases").Select(item => item.Member("activity") as JsonObject);

    internal override IEnumerable<(string Name, Expression Expression)> FurtherExpressions(Node node) => ((SwitchCases)node.Plan!).Conditions;

    internal override object Compile(Node node, ExpressionCompiler expressions) => new SwitchCases(node.Json, expressions);
}
