using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Workflows;

namespace Delivery.Orchestrator.Activities;

/// <summary>
/// What a message that arrives can resume. A bookmark says by its payload what it waits for: the answer to a request, an event with certain
/// values, or any event of the order. A message derives every payload that could wait for it, the most specific first.
/// </summary>
internal static class ContractStimuli
{
    private static readonly FrozenDictionary<Type, IReadOnlyList<IReadOnlyList<string>>> ExpectedMembers = FindExpectedMembers();

    /// <summary>The messages that workflows can start by or wait for.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
        [.. MessageTypes.All.Where(type => type.IsAssignableTo(typeof(IOrderEvent))).OrderBy(MessageTypes.NameOf, StringComparer.Ordinal)];

    /// <summary>The hashes of the bookmarks that the event resumes, the most specific first.</summary>
    public static IReadOnlyList<string> BookmarkHashes(IOrderEvent @event, JsonObject body)
    {
        var name = MessageTypes.NameOf(@event.GetType());
        return [.. Payloads(@event, body).Select(payload => StimulusHash.Compute(name, payload)).Distinct()];
    }

    /// <summary>The hash of the triggers that the event fires.</summary>
    public static string TriggerHash(IOrderEvent @event) => StimulusHash.Compute(MessageTypes.NameOf(@event.GetType()));

    private static IEnumerable<JsonObject> Payloads(IOrderEvent @event, JsonObject body)
    {
        if (@event.RequestId is { } requestId)
        {
            yield return ContractPayload.OfAnswer(@event.OrderId, requestId);
        }

        foreach (var members in ExpectedMembers.GetValueOrDefault(@event.GetType(), []))
        {
            yield return ContractPayload.OfExpectation(
                @event.OrderId, members.Select(member => (member, body[JsonNamingPolicy.CamelCase.ConvertName(member)])));
        }

        yield return ContractPayload.OfOrder(@event.OrderId);
    }

    private static FrozenDictionary<Type, IReadOnlyList<IReadOnlyList<string>>> FindExpectedMembers() =>
        MessageTypes.All
            .Where(type => type.IsAssignableTo(typeof(IExpectation)))
            .SelectMany(expectation => ContractPayload.AnswersOf(expectation).Select(answer => (answer, expectation)))
            .GroupBy(pair => pair.answer, pair => pair.expectation)
            .ToFrozenDictionary(
                group => group.Key,
                group => (IReadOnlyList<IReadOnlyList<string>>)[.. group.Select(ContractPayload.ExpectedMembersOf)]);
}
