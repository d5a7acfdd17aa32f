using Delivery.Status.Parts;

namespace Delivery.Status.Queries;

/// <summary>The kitchen's ticket of an order.</summary>
/// <param name="Round">The cooking round.</param>
/// <param name="State">Where it is.</param>
/// <param name="AnswerBy">When the store's time to answer ends.</param>
/// <param name="Version">The ticket's version that this shows.</param>
internal sealed record TicketAnswer(int Round, TicketState State, DateTimeOffset? AnswerBy, int Version);
