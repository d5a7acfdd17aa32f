using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>
/// Runs a body that a message, or the first of several, can interrupt: then everything inside is cancelled. It leaves by <c>Completed</c> or <c>Interrupted</c>,
/// never by both: whichever stimulus the instance takes first decides. A host adds it to its catalogue and says what the message must
/// carry; the engine knows nothing of orders.
/// </summary>
/// <param name="interruptions">The stimuli that interrupt, made of the inputs <c>Message</c> and <c>Match</c>.</param>
public sealed class Interruptible(Func<ActivityContext, IReadOnlyList<BookmarkRequest>> interruptions) : Activity
{
    /// <summary>Its type in definitions.</summary>
    public const string TypeName = "Delivery.Interruptible";

    private const string Body = "Body";

    /// <summary>Interrupted by the one stimulus that <c>Message</c> names.</summary>
    /// <param name="payload">What the message must carry to interrupt this instance.</param>
    public Interruptible(Func<ActivityContext, JsonObject> payload)
        : this(context => [new BookmarkRequest(context.Input<string>("Message")!, payload(context))])
    {
    }

    /// <inheritdoc />
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = TypeName,
        Category = "Flow",
        Description = "Runs a body until it completes or a message interrupts it, which cancels everything inside.",
        Icon = "pan_tool",
        Inputs =
        [
            Activities.Describe.Input(
                "Message", "String", "What interrupts: a message such as Orders.CancellationRequested, or an expectation such as Riders.AwaitPickUp.") with
            {
                IsRequired = true,
            },
            Activities.Describe.Input("Match", "Object", "The values that an expectation's message must have, by name."),
        ],
        Outputs =
        [
            Activities.Describe.Result("Object", "The interrupting message."),
            new OutputDescriptor { Name = "InterruptedBy", TypeName = "String", Description = "The name of the interrupting message." },
        ],
        Ports = [Activities.Describe.Child(Body), Activities.Describe.Outcome("Completed"), Activities.Describe.Outcome("Interrupted")],
    };

    /// <inheritdoc />
    public override void Execute(ActivityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Node.Ports.TryGetValue(Body, out var body))
        {
            context.Complete("Completed");
            return;
        }

        var message = context.Input<string>("Message");
        if (string.IsNullOrWhiteSpace(message))
        {
            throw new WorkflowFaultException($"The activity '{context.ActivityName ?? context.ActivityId}' does not say which message interrupts it.");
        }

        foreach (var interruption in interruptions(context))
        {
            context.CreateBookmark(interruption);
        }

        context.Schedule(body);
    }

    /// <inheritdoc />
    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(resumption);
        context.SetOutput("Result", resumption.Input);
        context.SetOutput("InterruptedBy", context.ResumedBookmark?.Name);
        context.Complete("Interrupted");
    }

    /// <inheritdoc />
    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Complete("Completed");
    }
}
