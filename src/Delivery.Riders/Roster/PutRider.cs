namespace Delivery.Riders.Roster;

/// <summary>The body of <c>PUT /api/riders/me</c>.</summary>
/// <param name="OnDuty">False shows no new deliveries; those already claimed stay.</param>
/// <param name="RegionIds">Where to ride; at least one to be on duty.</param>
internal sealed record PutRider(bool OnDuty, IReadOnlyList<string> RegionIds);
