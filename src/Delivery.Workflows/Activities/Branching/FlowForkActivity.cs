namespace Delivery.Workflows.Activities;

/// <summary>Leaves by all its branches at once.</summary>
internal sealed class FlowForkActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowFork",
        DisplayName = "Fork (flow)",
        Category = Describe.Branching,
        Description = "Goes on by every branch at once.",
        Inputs = [Describe.Input("Branches", "List<String>", "The names of the branches.", "dynamic-outcomes")],
    };

    public override void Execute(ActivityContext context) => context.Complete(context.Input<string[]>("Branches") ?? []);
}
