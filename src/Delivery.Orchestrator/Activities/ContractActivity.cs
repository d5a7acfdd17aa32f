using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>An activity that is made of a contract message (R16): it waits for messages, for a limited time if the analyst wants.</summary>
internal abstract class ContractActivity : Activity
{
    /// <summary>Leaves when the time is over.</summary>
    public const string TimedOut = "Timed out";

    /// <summary>The name of the timer's bookmark.</summary>
    public const string TimerName = "Delivery.Timeout";

    /// <summary>The input that limits the wait.</summary>
    public const string TimeoutName = "Timeout";

    private const string Result = "Result";
    private const string TypePrefix = "Delivery.";

    private readonly Dictionary<string, string?> _outcomes;

    /// <summary>Describes the activity.</summary>
    /// <param name="message">The message.</param>
    /// <param name="answers">What the activity waits for, with the outcome of each; null is the default outcome.</param>
    /// <param name="members">The inputs.</param>
    /// <param name="documentation">Where descriptions come from.</param>
    /// <param name="kind">The sort of activity.</param>
    protected ContractActivity(
        Type message,
        IReadOnlyList<(Type Event, string? Outcome)> answers,
        IReadOnlyList<ContractMember> members,
        ContractDocumentation documentation,
        ActivityKind kind)
    {
        var activity = message.GetCustomAttribute<ActivityAttribute>()!;
        _outcomes = answers.ToDictionary(answer => MessageTypes.NameOf(answer.Event), answer => answer.Outcome);
        Members = members;
        MessageName = MessageTypes.NameOf(message);
        Descriptor = new ActivityDescriptor
        {
            TypeName = TypeNameOf(message),
            DisplayName = activity.DisplayName,
            Category = activity.Category,
            Icon = activity.Icon,
            Description = documentation.Of(message),
            Kind = kind,
            WaitsForOthers = answers.Count > 0,
            Inputs = [.. members.Select(member => member.Input), .. answers.Count == 0 ? [] : new[] { TimeoutInput(members.Count) }],
            Outputs = answers.Count == 0 ? [] : [ResultOutput()],
            Ports = answers.Count == 0 ? [] : [.. answers.Select(answer => Port(answer.Outcome ?? "Done")), Port(TimedOut)],
        };
    }

    /// <inheritdoc />
    public sealed override ActivityDescriptor Descriptor { get; }

    /// <summary>The question was asked with the inputs of then; an answer changes nothing about it.</summary>
    public sealed override bool EvaluatesInputsOnResume => false;

    /// <summary>The messages that it can wait for, by name.</summary>
    public IEnumerable<string> AnswerNames => _outcomes.Keys;

    /// <summary>As the message travels.</summary>
    protected string MessageName { get; }

    /// <summary>The inputs made of the message's members.</summary>
    protected IReadOnlyList<ContractMember> Members { get; }

    /// <summary>The activity type of a message, for example <c>Delivery.Payments.AuthorizePayment</c>.</summary>
    public static string TypeNameOf(Type message) => TypePrefix + MessageTypes.NameOf(message);

    /// <inheritdoc />
    public sealed override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        var met = context.ResumedBookmark!;
        if (met.DueAt is not null)
        {
            context.Complete(TimedOut);
            return;
        }

        context.SetOutput(Result, resumption.Input);
        Leave(context, _outcomes[met.Name]);
    }

    /// <summary>The order is the instance's correlation, never an input: one instance carries one order.</summary>
    protected string OrderId(ActivityContext context) =>
        context.CorrelationId ?? throw new ContractInputException(
            $"\"{Descriptor.DisplayName}\" does not know its order: start the workflow by \"Order placed\", or set the correlation id before.");

    /// <summary>Waits for each of the answers, and for the end of the time if there is one.</summary>
    protected void Wait(ActivityContext context, TimeSpan? timeout, Func<JsonObject> payload)
    {
        foreach (var name in _outcomes.Keys)
        {
            context.CreateBookmark(new BookmarkRequest(name, payload()));
        }

        if (timeout is { } time)
        {
            context.CreateBookmark(new BookmarkRequest(TimerName) { DueAt = context.Now + time });
        }
    }

    /// <summary>How long to wait; null is for ever. Ask before anything is sent: what faults must not have asked anybody.</summary>
    protected TimeSpan? TimeLimit(ActivityContext context)
    {
        if (context.Input(TimeoutName) is not { } value || ContractValue.IsBlank(value, typeof(TimeSpan)))
        {
            return null;
        }

        var text = ContractValue.Convert(value, typeof(TimeSpan), "Time-out", Descriptor.DisplayName!).GetValue<string>();
        var time = TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        return time > TimeSpan.Zero
            ? time
            : throw new ContractInputException($"The time-out of \"{Descriptor.DisplayName}\" must be longer than zero: it is {text}.");
    }

    /// <summary>The value of a member; null when it is not set and need not be.</summary>
    protected JsonNode? ValueOf(ActivityContext context, ContractMember member)
    {
        if (context.Input(member.Name) is { } value && !ContractValue.IsBlank(value, member.Type))
        {
            return ContractValue.Convert(value, member.Type, member.Input.DisplayName!, Descriptor.DisplayName!);
        }

        return member.IsRequired
            ? throw new ContractInputException($"The input \"{member.Input.DisplayName}\" of \"{Descriptor.DisplayName}\" is missing.")
            : null;
    }

    /// <summary>Completes with the message as the result.</summary>
    protected static void LeaveWith(ActivityContext context, JsonNode? message)
    {
        context.SetOutput(Result, message);
        context.Complete();
    }

    private static void Leave(ActivityContext context, string? outcome)
    {
        if (outcome is null)
        {
            context.Complete();
        }
        else
        {
            context.Complete(outcome);
        }
    }

    private static PortDescriptor Port(string outcome) => new() { Name = outcome, DisplayName = outcome };

    private static OutputDescriptor ResultOutput() => new()
    {
        Name = Result,
        TypeName = "Object",
        DisplayName = "Result",
        Description = "The message that came.",
    };

    private static InputDescriptor TimeoutInput(int position) => new()
    {
        Name = TimeoutName,
        TypeName = "TimeSpan",
        DisplayName = "Time-out",
        Description = "How long to wait, as hours:minutes:seconds. Without it the wait never ends by itself. Optional.",
        Order = position,
        IsConverted = false,
    };
}
