using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Runs its body for all items side by side.</summary>
internal sealed class ParallelForEachActivity : Activity
{
    private const string Body = "Body";

    private static readonly TypeAlias Items = TypeAlias.Parse("List<Object>");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ParallelForEach",
        DisplayName = "Parallel for Each",
        Category = Describe.Looping,
        Description = "Runs an activity for all items side by side.",
        Inputs = [Describe.Input("Items", "Object", "The items.")],
        Ports = [Describe.Child(Body)],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Node.Ports.TryGetValue(Body, out var body) && ValueConverter.Convert(context.Peek("Items"), Items) is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                context.Schedule(body, variables: LoopVariables.Of(i, items[i]));
            }
        }

        context.CompleteIfIdle();
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => context.CompleteIfIdle();
}
