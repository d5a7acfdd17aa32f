namespace Delivery.Workflows.Activities;

/// <summary>Runs one of two children.</summary>
internal sealed class IfActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.If",
        Category = Describe.Branching,
        Description = "Runs one activity if the condition holds, another if not.",
        Inputs = [Describe.Input("Condition", "Boolean", "What decides.", value: false)],
        Outputs = [Describe.Result("Boolean", "Whether the condition held.")],
        Ports = [Describe.Child("Then"), Describe.Child("Else")],
    };

    public override void Execute(ActivityContext context)
    {
        var holds = context.Input<bool>("Condition");
        context.SetOutput("Result", holds);
        if (context.Node.Ports.TryGetValue(holds ? "Then" : "Else", out var branch))
        {
            context.Schedule(branch);
        }
        else
        {
            context.Complete();
        }
    }
}
