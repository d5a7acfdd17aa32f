using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Tests.Support;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>A stimulus that a commit has used up: it may explain what became of one instance, or start several, and nothing else.</summary>
internal sealed record Offer(
    string Key,
    string? CorrelationId,
    string? InstanceId,
    string? TriggerId,
    IReadOnlyList<string> BookmarkHashes,
    IReadOnlyList<string> TriggerHashes,
    string? Input)
{
    /// <summary>The message, when it came from the bus.</summary>
    public IOrderEvent? Message { get; private init; }

    /// <summary>When it was mail: until when it was kept.</summary>
    public DateTimeOffset ExpiresAt { get; private init; } = DateTimeOffset.MaxValue;

    public bool HasResumed { get; set; }

    public bool HasStarted { get; set; }

    public static Offer Of(Guid id, IOrderEvent message)
    {
        var stimulus = new TestStimuli().Map(message)!;
        return new Offer(
            id.ToString("D"), stimulus.CorrelationId, null, null, stimulus.BookmarkHashes, stimulus.TriggerHashes, stimulus.Input?.ToJsonString())
        {
            Message = message,
        };
    }

    /// <param name="call">The call that is taken.</param>
    /// <param name="request">What is stored of it.</param>
    /// <param name="resumes">False when it starts an instance.</param>
    public static Offer Of(HttpCall call, Snapshot.Request request, bool resumes) => new(
        RequestIntake.StartKey(request.Id, request.ExpiresAt), null, resumes ? request.InstanceId : null, null, [call.Hash], [call.Hash], call.Stimulus);

    public static Offer Of(Snapshot.Mail mail) => new(
        mail.Key, mail.CorrelationId, mail.InstanceId, mail.TriggerId, mail.BookmarkHashes, mail.TriggerHashes, mail.Input)
    {
        ExpiresAt = mail.ExpiresAt,
    };

    public JsonNode? NewInput() => Input is null ? null : JsonNode.Parse(Input);

    public bool Fires(Ledger.StartingPoint trigger) =>
        TriggerId is null ? InstanceId is null && TriggerHashes.Contains(trigger.Hash) : TriggerId == trigger.Id;

    public bool Meets(Snapshot.Waiting bookmark) =>
        TriggerId is null
        && BookmarkHashes.Contains(bookmark.Hash)
        && (InstanceId ?? bookmark.InstanceId) == bookmark.InstanceId
        && (InstanceId is not null || CorrelationId is null || CorrelationId == bookmark.CorrelationId);
}
