using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Runs its children one after the other.</summary>
internal sealed class SequenceActivity : Activity
{
    internal const string CurrentIndex = "CurrentIndex";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Sequence",
        Category = Describe.Workflows,
        Description = "Runs activities one after the other.",
        IsBrowsable = false,
        IsContainer = true,
    };

    public override void Execute(ActivityContext context) => Next(context);

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (child.Node.IsTerminal || Breaking.IsSet(context))
        {
            context.Complete();
        }
        else
        {
            Next(context);
        }
    }

    internal override bool Break(ActivityContext context) => Breaking.Note(context, stops: false);

    private static void Next(ActivityContext context)
    {
        var index = context.Properties[CurrentIndex] is { } node ? (int)JsonValues.Number(node) : 0;
        if (index >= context.Node.Activities.Count)
        {
            context.Complete();
            return;
        }

        context.Properties[CurrentIndex] = JsonValue.Create(index + 1);
        context.Schedule(context.Node.Activities[index]);
    }
}
