using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Delivery.Notifications.Subscriptions;

namespace Delivery.Notifications.Channels;

/// <summary>Signs requests as the Standard Webhooks convention says, so that receivers can use any of its libraries.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string SignatureHeader = "webhook-signature";
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    public static string Sign(string secret, string eventId, long timestamp, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{eventId}.{timestamp}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(WebhookSecret.KeyOf(secret), Encoding.UTF8.GetBytes(signed)));
    }
}
