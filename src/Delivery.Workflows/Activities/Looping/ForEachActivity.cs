using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>
/// Runs its body for one item after the other. The position survives a suspension, the items do not: they are asked for again. Without a
/// body it completes after the first item, as in Elsa.
/// </summary>
internal sealed class ForEachActivity : Activity
{
    private const string Body = "Body";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ForEach",
        DisplayName = "For Each",
        Category = Describe.Looping,
        Description = "Runs an activity once for each item, one after the other.",
        Inputs = [Describe.Input("Items", "List<Object>", "The items.", "dropdown")],
        Outputs = [Describe.Output(LoopVariables.CurrentValue, "Object", "The item of the current round.")],
        Ports = [Describe.Child(Body)],
    };

    public override void Execute(ActivityContext context) => Next(context);

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => Next(context);

    internal override bool Break(ActivityContext context) => Breaking.Note(context, stops: true);

    private static void Next(ActivityContext context)
    {
        var index = context.Properties[LoopVariables.CurrentIndex] is { } node ? (int)JsonValues.Number(node) : 0;
        if (Breaking.IsSet(context) || context.Peek("Items") is not JsonArray items || index >= items.Count)
        {
            context.Complete();
            return;
        }

        context.Properties[LoopVariables.CurrentIndex] = JsonValue.Create(index + 1);
        context.SetOutputNode(LoopVariables.CurrentValue, items[index]);
        if (context.Node.Ports.TryGetValue(Body, out var body))
        {
            context.Schedule(body, variables: LoopVariables.Of(index, items[index]));
        }
        else
        {
            context.Complete();
        }
    }
}
