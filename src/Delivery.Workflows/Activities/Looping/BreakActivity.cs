namespace Delivery.Workflows.Activities;

/// <summary>Leaves the loop it is in.</summary>
internal sealed class BreakActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Break",
        Category = Describe.Looping,
        Description = "Leaves the loop it is in.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        context.Run.Break(context.Execution);
        context.Complete();
    }
}
