namespace Delivery.Workflows.Activities;

/// <summary>Names the instance.</summary>
internal sealed class SetNameActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetName",
        Category = Describe.Primitives,
        Description = "Names the workflow instance.",
        Inputs = [Describe.Input("Value", "String", "The name.", value: "")],
    };

    public override void Execute(ActivityContext context)
    {
        context.Run.Name = context.Input<string>("Value");
        context.Complete();
    }
}
