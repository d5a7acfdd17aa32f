namespace Delivery.Workflows.Activities;

/// <summary>Writes a line.</summary>
internal sealed class WriteLineActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteLine",
        Category = Describe.Console,
        Description = "Writes a line to the output of the host.",
        Inputs = [Describe.Input("Text", "String", "The line.")],
    };

    public override void Execute(ActivityContext context)
    {
        context.AddEffect(new WriteLine(context.Input<string>("Text") ?? ""));
        context.Complete();
    }
}
