using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Counts from one number to another. Without a body it never completes, as in Elsa.</summary>
internal sealed class ForActivity : Activity
{
    private const string Body = "Body";
    private const string NextValue = "NextValue";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.For",
        Category = Describe.Looping,
        Description = "Runs an activity once for each number from start to end.",
        Inputs =
        [
            Describe.Input("Start", "Int32", "The first number.", value: 0),
            Describe.Input("End", "Int32", "The last number.", value: 0),
            Describe.Input("Step", "Int32", "What is added after each round; below zero it counts down.", value: 1),
            Describe.Input("OuterBoundInclusive", "Boolean", "Whether there is a round for the last number too.", "checkbox", true),
        ],
        Outputs = [Describe.Output(LoopVariables.CurrentValue, "Object", "The number of the current round.")],
        Ports = [Describe.Child(Body)],
    };

    public override void Execute(ActivityContext context) => Next(context);

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => Next(context);

    internal override bool Break(ActivityContext context) => Breaking.Note(context, stops: true);

    private static void Next(ActivityContext context)
    {
        var step = Whole(context.Peek("Step"));
        var current = Whole(context.Properties[NextValue] ?? context.Peek("Start"));
        if (Breaking.IsSet(context) || !IsInside(current, step, Whole(context.Peek("End")), JsonValues.To<bool>(context.Peek("OuterBoundInclusive"))))
        {
            context.Complete();
            return;
        }

        var value = JsonValue.Create(current);
        context.SetOutputNode(LoopVariables.CurrentValue, value);
        if (context.Node.Ports.TryGetValue(Body, out var body))
        {
            context.Properties[NextValue] = JsonValue.Create(current + step);
            context.Schedule(body, variables: new Dictionary<string, JsonNode?> { [LoopVariables.CurrentValue] = value });
        }
    }

    private static bool IsInside(long current, long step, long end, bool inclusive) =>
        (inclusive && current == end) || (step < 0 ? current > end : current < end);

    private static long Whole(JsonNode? node) => node is null ? 0 : (long)JsonValues.Number(node);
}
