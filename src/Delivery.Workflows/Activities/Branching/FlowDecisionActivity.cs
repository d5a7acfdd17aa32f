namespace Delivery.Workflows.Activities;

/// <summary>Leaves by one of two outcomes.</summary>
internal sealed class FlowDecisionActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowDecision",
        DisplayName = "Decision",
        Category = Describe.Branching,
        Description = "Goes on by True or by False.",
        Inputs = [Describe.Input("Condition", "Boolean", "What decides.", value: false)],
        Ports = [Describe.Outcome("True"), Describe.Outcome("False")],
    };

    public override void Execute(ActivityContext context) => context.Complete(context.Input<bool>("Condition") ? "True" : "False");
}
