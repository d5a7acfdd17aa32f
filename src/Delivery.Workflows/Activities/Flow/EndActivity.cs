namespace Delivery.Workflows.Activities;

/// <summary>Ends the container it is in.</summary>
internal sealed class EndActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.End",
        Category = Describe.Flow,
        Description = "Ends the container it is in, whatever still runs there.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
