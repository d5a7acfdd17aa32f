using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Runs its branches side by side and waits for all of them or for the first.</summary>
/// <remarks>
/// The first to complete cancels the branches that have begun. Those that are still queued run, as in Elsa, since they were scheduled; but
/// they may not wait, and the fork completes behind them.
/// </remarks>
internal sealed class ForkActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Fork",
        Category = Describe.ControlFlow,
        Description = "Runs branches side by side.",
        IsBrowsable = false,
        Inputs = [Describe.Choice("JoinMode", "String", "Which branches it waits for.", "WaitAll", "WaitAny") with { IsWrapped = false }],
    };

    public override void Execute(ActivityContext context)
    {
        foreach (var branch in context.Node.Parts)
        {
            context.Schedule(branch!);
        }

        context.CompleteIfIdle();
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (Breaking.IsSet(context))
        {
            context.Complete();
            return;
        }

        if (context.Input<string>("JoinMode") == "WaitAny")
        {
            context.Run.Defeat(context.Execution, child.Node);
        }

        context.CompleteIfIdle();
    }

    public override void ChildCanceled(ActivityContext context, ChildCompletion child) => context.CompleteIfIdle();

    internal override void ChildGone(ActivityContext context) => context.CompleteIfIdle();

    internal override bool Break(ActivityContext context) => Breaking.Note(context, stops: false);

    internal override IEnumerable<JsonObject?> Parts(JsonObject json) => json.ObjectsMember("branches");
}
