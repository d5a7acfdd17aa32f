using System.Net;
using Delivery.ServiceDefaults.Outgoing;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Notifications.Subscriptions;

/// <summary>
/// Judges the address of a webhook. A name may lead anywhere, and elsewhere tomorrow: where it really leads is judged with each connection
/// (<see cref="GuardedConnection"/>); here callers learn at once what can be known at once.
/// </summary>
internal static class WebhookUrl
{
    public const int MaxLength = 2000;

    /// <exception cref="ProblemException">The URL is not one, or leads where webhooks may not go.</exception>
    public static Uri Parse(string? text, bool allowPrivateAddresses)
    {
        if (text is null
            || text.Length > MaxLength
            || FreeText.HasControlCharacters(text)
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.Host.Length == 0
            || url.UserInfo.Length > 0
            || url.Fragment.Length > 0)
        {
            throw new ProblemException(
                NotificationsProblems.InvalidUrl,
                $"Send an absolute http or https URL without user name and fragment, of at most {MaxLength} characters.");
        }

        if (!allowPrivateAddresses && LeadsInside(url))
        {
            throw new ProblemException(NotificationsProblems.UrlNotAllowed, "Send the URL of a receiver on the public Internet.");
        }

        return url;
    }

    private static bool LeadsInside(Uri url) =>
        IPAddress.TryParse(url.DnsSafeHost, out var address)
            ? !PublicAddress.IsPublic(address)
            : url.IsLoopback || url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
