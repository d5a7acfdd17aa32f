namespace Delivery.Workflows.Activities;

/// <summary>Says what the instance belongs to.</summary>
internal sealed class CorrelateActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Correlate",
        Category = Describe.Primitives,
        Description = "Sets the correlation id of the workflow instance.",
        Inputs = [Describe.Input("CorrelationId", "String", "What the instance belongs to.")],
    };

    public override void Execute(ActivityContext context)
    {
        context.Run.CorrelationId = context.Input<string>("CorrelationId");
        context.Complete();
    }
}
