using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>Sends a command and waits for one of its answers; a command that is not answered completes at once.</summary>
internal sealed class CommandActivity(Type command, ContractDocumentation documentation) : ContractActivity(
    command, Answers(command), ContractMember.Of(command, documentation), documentation, ActivityKind.Action)
{
    private static readonly string ValidUntil = JsonNamingPolicy.CamelCase.ConvertName(nameof(IPerishableCommand.ValidUntil));
    private readonly bool _isPerishable = command.IsAssignableTo(typeof(IPerishableCommand));

    /// <inheritdoc />
    public override void Execute(ActivityContext context)
    {
        var orderId = OrderId(context);
        var timeout = TimeLimit(context);
        // A new execution asks under a new id, so that a late answer to an earlier one resumes nothing (R8).
        var requestId = $"{context.InstanceId}:{context.ActivityInstanceId}";
        var body = new JsonObject { ["orderId"] = orderId, ["requestId"] = requestId };
        foreach (var member in Members)
        {
            if (ValueOf(context, member) is { } value)
            {
                body[member.JsonName] = value;
            }
        }

        if (_isPerishable && timeout is { } time)
        {
            body[ValidUntil] = context.Now + time;
        }

        context.AddEffect(new SendMessage(MessageName, body));
        if (Descriptor.Ports.Count == 0)
        {
            context.Complete();
            return;
        }

        Wait(context, timeout, () => ContractPayload.OfAnswer(orderId, requestId));
    }

    private static IReadOnlyList<(Type Event, string? Outcome)> Answers(Type command) =>
        [.. ContractPayload.AnswersOf(command).Select(answer => (answer, (string?)answer.GetCustomAttribute<OutcomeAttribute>()!.Name))];
}
