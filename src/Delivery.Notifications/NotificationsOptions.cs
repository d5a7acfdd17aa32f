using System.ComponentModel.DataAnnotations;

namespace Delivery.Notifications;

/// <summary>From <c>Notifications</c>.</summary>
internal sealed class NotificationsOptions
{
    /// <summary>
    /// Lets webhooks reach private, link-local and loopback addresses. Default false, because whoever may subscribe could otherwise make the
    /// platform call its own inside; true in the demo profile, where receivers run on the same machine.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How many deliveries one process performs at once. Default 32.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 32;

    /// <summary>How many of them may go to the same host: a slow receiver must not hold up the others. Default 4.</summary>
    [Range(1, 1000)]
    public int EndpointConcurrency { get; set; } = 4;

    /// <summary>How long a receiver may take to answer. Default 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a replica has a delivery to itself; longer than <see cref="Timeout"/>. Default 1 minute.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after the first failure; doubled with each further one and varied by up to half. Default 5 seconds.</summary>
    public TimeSpan FirstBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause. Default 1 hour.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromHours(1);

    /// <summary>After this time without success a delivery has failed, until an operator replays it. Default 24 hours.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a delivery stays in the log, whether it has succeeded, failed or been cancelled; one that is still to be delivered stays. Longer
    /// than <c>Retention:Inbox</c>, or a message that comes again would be told again. Default 30 days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan DeliveryRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often the worker looks for what other processes left. Default 1 second.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);
}
