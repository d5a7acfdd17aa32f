namespace Delivery.Workflows.Activities;

/// <summary>Faults.</summary>
internal sealed class FaultActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Fault",
        Category = Describe.Primitives,
        Description = "Ends in a fault.",
        Inputs =
        [
            Describe.Input("Code", "String", "A short stable name."),
            Describe.Input("Category", "String", "The group it belongs to."),
            Describe.Input("FaultType", "String", "Its kind.") with { DisplayName = "Type" },
            Describe.Input("Message", "String", "What people read."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var code = context.Input<string>("Code");
        throw new WorkflowFaultException(
            context.Input<string>("Message") is { Length: > 0 } message ? message : $"The workflow faulted{(string.IsNullOrEmpty(code) ? "" : $" with code {code}")}.",
            code,
            context.Input<string>("Category"),
            context.Input<string>("FaultType"));
    }
}
