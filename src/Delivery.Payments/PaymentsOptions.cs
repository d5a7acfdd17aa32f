using System.ComponentModel.DataAnnotations;
using Delivery.Payments.Operations;

namespace Delivery.Payments;

/// <summary>The section <c>Payments</c> of the configuration.</summary>
public sealed class PaymentsOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>The provider's base address. Default <c>http://localhost:8081</c>, the sandbox.</summary>
    [Required]
    public Uri ProviderUrl { get; set; } = new("http://localhost:8081");

    /// <summary>How long one call may take. Default 3 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an operation's calls may take together. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call is repeated at once; every call carries an idempotency key, so every call may be. Default 2.</summary>
    [Range(1, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Before the first repetition; grows, with jitter. A longer <c>Retry-After</c> of the provider goes before it. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The share of failing calls that opens the circuit. Default 0.5.</summary>
    [Range(0.01, 1)]
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Fewer calls than this within <see cref="BreakerSampling"/> never open the circuit. Default 10.</summary>
    [Range(2, 10_000)]
    public int BreakerMinimumCalls { get; set; } = 10;

    /// <summary>Over which time the share is taken. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakerSampling { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the circuit stays open before one call probes. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many operations run at a time in a process. Default 16.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 16;

    /// <summary>How many deferred authorizations are tried at a time, so that a recovering provider is not run over. Default 2.</summary>
    [Range(1, 1000)]
    public int RecoveryConcurrency { get; set; } = 2;

    /// <summary>After how long a deferred authorization is tried by itself; doubles up to <see cref="LongestBackoff"/>. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan DeferredRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>After how long any other failed operation is tried again; doubles up to <see cref="LongestBackoff"/>. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "24:00:00")]
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a capture that does not reach the provider is attempted before it counts as failed. Default 6.</summary>
    [Range(1, 100)]
    public int CaptureRounds { get; set; } = 6;

    /// <summary>
    /// For how long after it was sent a call whose answer was lost may still take effect at the provider. Until then "there is no such
    /// authorization" proves nothing, and a payment that is revoked or paid with another card waits. It also has to cover how far the clocks of
    /// the replicas differ. Default 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "24:00:00")]
    public TimeSpan LateEffectWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the worker looks for what another process left. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After this a process that began an attempt is taken for dead; if it lives, it sends nothing any more.</summary>
    internal TimeSpan Lease => TotalTimeout + TimeSpan.FromSeconds(5);

    internal RetrySchedule RetrySchedule => new(Backoff, DeferredRetryDelay, LongestBackoff, CaptureRounds, LateEffectWindow);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ProviderUrl is { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") })
        {
            yield return new ValidationResult("The provider's address must be an absolute http or https address.", [nameof(ProviderUrl)]);
        }

        if (TotalTimeout < AttemptTimeout)
        {
            yield return new ValidationResult(
                $"{nameof(TotalTimeout)} must not be shorter than {nameof(AttemptTimeout)}.", [nameof(TotalTimeout)]);
        }
    }
}
