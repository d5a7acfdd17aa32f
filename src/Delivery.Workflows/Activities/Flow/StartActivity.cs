namespace Delivery.Workflows.Activities;

/// <summary>Where a flowchart begins.</summary>
internal sealed class StartActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Start",
        Category = Describe.Flow,
        Description = "Where a flowchart begins.",
        IsStart = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
