namespace Delivery.Workflows.Activities;

/// <summary>Runs its body.</summary>
internal sealed class ContainerActivity : Activity
{
    private const string Body = "Body";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowNode",
        DisplayName = "Container",
        Category = Describe.Flow,
        Description = "Runs the activity inside.",
        Ports = [Describe.Child(Body)],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Node.Ports.TryGetValue(Body, out var body))
        {
            context.Schedule(body);
        }
        else
        {
            context.Complete();
        }
    }
}
