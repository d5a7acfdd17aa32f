using Delivery.Riders.Deliveries;
using Delivery.ServiceDefaults.Problems;

namespace Delivery.Riders;

/// <summary>What the module refuses, and how.</summary>
internal static class RidersProblems
{
    public static readonly ProblemType DeliveryNotFound = new("delivery-not-found", 404, "There is no such delivery.");

    public static readonly ProblemType DeliveryNotYours = new("delivery-not-yours", 409, "The delivery is not yours.");

    public static readonly ProblemType DeliveryWrongState = new("delivery-state", 409, "The delivery's state does not allow this.");

    public static readonly ProblemType ReasonInvalid = new("reason-invalid", 400, "The reason is not valid.");

    public static readonly ProblemType RegionNotChosen = new("region-not-chosen", 403, "You are not on duty in this region.");

    public static readonly ProblemType RegionsInvalid = new("regions-invalid", 400, "The regions are not valid.");

    public static readonly ProblemType RiderNotFound = new("rider-not-found", 404, "You are not registered as a rider.");

    public static readonly ProblemType RiderOffDuty = new("rider-off-duty", 409, "You are off duty.");

    public static readonly ProblemType TooManyClaims = new("too-many-claims", 409, "You have claimed as many deliveries as you may.");

    /// <summary>An action out of turn, or one that lost a race: <c>state</c> says what won, but never who.</summary>
    public static ProblemException WrongState(DeliveryJob job, string action, string needed) =>
        new(
            DeliveryWrongState,
            $"To {action} the delivery it must be {needed}, and it is {job.State}. Nothing was changed; read your deliveries again.")
        {
            Extensions = { ["state"] = job.State.ToString() },
        };

    /// <summary>The action of a rider who does not have the delivery, or no longer has it.</summary>
    public static ProblemException NotYours(DeliveryJob job) =>
        new(DeliveryNotYours, "You have not claimed this delivery, or it was taken from you. Read your deliveries again.")
        {
            Extensions = { ["state"] = job.State.ToString() },
        };

    public static ProblemException NotFound() =>
        new(DeliveryNotFound, "No delivery of this order is within your reach. List the deliveries of your regions to see which are.");

    public static ProblemException OffDuty() =>
        new(RiderOffDuty, "Go on duty with PUT /api/riders/me first. Deliveries that you have claimed stay yours meanwhile.");
}
