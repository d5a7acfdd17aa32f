using Delivery.Status.Parts;

namespace Delivery.Status.Queries;

/// <summary>The delivery of an order.</summary>
/// <param name="State">Where it is.</param>
/// <param name="Claim">Counts the riders who claimed it.</param>
/// <param name="RiderId">Who has it now.</param>
/// <param name="Radius">How far riders are searched.</param>
/// <param name="Version">The delivery's version that this shows.</param>
internal sealed record DeliveryAnswer(DeliveryState State, int Claim, string? RiderId, int Radius, int Version);
