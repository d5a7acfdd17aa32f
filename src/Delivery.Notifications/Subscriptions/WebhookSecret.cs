using System.Security.Cryptography;
using Delivery.ServiceDefaults.Problems;

namespace Delivery.Notifications.Subscriptions;

/// <summary>Secrets in the form of the Standard Webhooks convention: <c>whsec_</c> and the key in Base64.</summary>
internal static class WebhookSecret
{
    private const int DefaultBytes = 32;
    private const int MaxBytes = 64;
    private const int MinBytes = 24;
    private const string Prefix = "whsec_";

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(DefaultBytes));

    /// <summary>The key that requests are signed with.</summary>
    public static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);

    /// <exception cref="ProblemException">The secret has another form.</exception>
    public static string Check(string secret)
    {
        Span<byte> key = stackalloc byte[MaxBytes];
        return secret.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length)
            && length >= MinBytes
                ? secret
                : throw new ProblemException(
                    NotificationsProblems.InvalidSecret,
                    $"Send 'whsec_' and {MinBytes} to {MaxBytes} random bytes in Base64, or no secret: then one is made for you.");
    }
}
