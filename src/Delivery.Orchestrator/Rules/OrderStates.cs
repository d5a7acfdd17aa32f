using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Orchestrator.Activities;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Rules;

/// <summary>Follows an order on every way: by the messages that activities are made of, and the outcomes that their answers are called.</summary>
internal sealed class OrderStates : WayStates<OrderState>
{
    private static readonly ConditionalWeakTable<WorkflowGraph, WaysFound<OrderState>> Followed = [];

    private static readonly Dictionary<string, Type> Messages = MessageTypes.All
        .Where(type => type.IsDefined(typeof(ActivityAttribute)))
        .ToDictionary(ContractActivity.TypeNameOf, StringComparer.Ordinal);

    public override OrderState Start => default;

    /// <summary>Whether an activity type is made of a message.</summary>
    public static bool IsMessage(string activityType) => Messages.ContainsKey(activityType);

    /// <summary>The ways of a definition: followed once, for all rules that ask.</summary>
    public static WaysFound<OrderState> WaysThrough(WorkflowGraph graph) => Followed.GetValue(graph, static graph => graph.FindWays(new OrderStates()));

    public override WayStep<OrderState> Pass(WayPlace place, OrderState state)
    {
        if (!Messages.TryGetValue(place.Activity.Type, out var message))
        {
            return new WayStep<OrderState>(state, [.. place.Outcomes.Select(outcome => (outcome, state))]);
        }

        var during = message.IsAssignableTo(typeof(IOrderCommand)) ? state.Ask(message) : state;
        // Without a time limit it is never left that way; another rule has its doubts about that.
        var outcomes = place.Outcomes.Where(outcome => outcome != ContractActivity.TimedOut || place.Activity.HasInput(ContractActivity.TimeoutName));
        return new WayStep<OrderState>(during, [.. outcomes.Select(outcome => (outcome, Behind(message, outcome, during)))]);
    }

    /// <inheritdoc />
    public override IEnumerable<OrderState> Interrupt(WayPlace place, OrderState state)
    {
        if (!place.TryGetInput("Message", out var name) || MessageTypes.Find((name as JsonValue)?.ToString() ?? "") is not { } message)
        {
            return [state];
        }

        return message.IsAssignableTo(typeof(IExpectation)) ? ContractPayload.AnswersOf(message).Select(state.After) : [state.After(message)];
    }

    private static OrderState Behind(Type message, string outcome, OrderState state)
    {
        if (outcome == ContractActivity.TimedOut)
        {
            return state;
        }

        var answer = message.IsAssignableTo(typeof(IOrderEvent))
            ? message
            : ContractPayload.AnswersOf(message).FirstOrDefault(answer => answer.GetCustomAttribute<OutcomeAttribute>()?.Name == outcome);
        return answer is null ? state : state.After(answer);
    }
}
