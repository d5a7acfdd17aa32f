namespace Delivery.Workflows.Activities;

/// <summary>Runs its children side by side.</summary>
internal sealed class ParallelActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Parallel",
        Category = Describe.Workflows,
        Description = "Runs activities side by side.",
        IsBrowsable = false,
        IsContainer = true,
    };

    public override void Execute(ActivityContext context)
    {
        foreach (var activity in context.Node.Activities)
        {
            context.Schedule(activity);
        }

        context.CompleteIfIdle();
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => context.CompleteIfIdle();
}
