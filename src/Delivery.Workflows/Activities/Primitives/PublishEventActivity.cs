namespace Delivery.Workflows.Activities;

/// <summary>Publishes a workflow event.</summary>
internal sealed class PublishEventActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.PublishEvent",
        Category = Describe.Primitives,
        Description = "Publishes a workflow event.",
        Inputs =
        [
            Describe.Input("EventName", "String", "The event."),
            Describe.Input("CorrelationId", "String", "Only instances with this correlation id hear it."),
            Describe.Input("IsLocalEvent", "Boolean", "Only this instance hears it.", "checkbox", false) with { DisplayName = "Local event" },
            Describe.Input("Payload", "Object", "What it carries."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        context.AddEffect(new PublishWorkflowEvent(
            context.Input<string>("EventName") ?? "",
            context.Input<string>("CorrelationId") is { Length: > 0 } correlation ? correlation : null,
            context.Input<bool>("IsLocalEvent"),
            context.Input("Payload")));
        context.Complete();
    }
}
