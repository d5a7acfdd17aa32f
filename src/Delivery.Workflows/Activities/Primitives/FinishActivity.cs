namespace Delivery.Workflows.Activities;

/// <summary>Finishes the whole instance.</summary>
internal sealed class FinishActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Finish",
        Category = Describe.Primitives,
        Description = "Finishes the workflow instance, whatever still runs in it.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context) => context.Run.Finish(context.Execution);
}
