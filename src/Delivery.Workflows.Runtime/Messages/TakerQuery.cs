namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Asks who could take a stimulus.</summary>
/// <param name="CorrelationId">Only instances under it; null for any. Not for those that are named.</param>
/// <param name="InstanceId">Only this instance; null for any.</param>
/// <param name="TriggerId">Only this trigger; null for those that match.</param>
/// <param name="BookmarkHashes">The most wanted first.</param>
/// <param name="TriggerHashes">Any of them.</param>
internal sealed record TakerQuery(
    string? CorrelationId, string? InstanceId, string? TriggerId, IReadOnlyList<string> BookmarkHashes, IReadOnlyList<string> TriggerHashes)
{
    public static TakerQuery Of(Incoming incoming) => new(
        // What is addressed to an instance reaches it also when it has changed its correlation since.
        incoming.InstanceId is null ? incoming.CorrelationId : null,
        incoming.InstanceId,
        incoming.TriggerId,
        // Mail for a trigger resumes nothing, and mail for an instance starts nothing.
        incoming.TriggerId is null ? incoming.BookmarkHashes : [],
        incoming.TriggerId is null && incoming.InstanceId is null ? incoming.TriggerHashes : []);
}
