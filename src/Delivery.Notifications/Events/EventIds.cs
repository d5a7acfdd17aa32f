using System.Security.Cryptography;
using System.Text;

namespace Delivery.Notifications.Events;

/// <summary>
/// Derives the id under which a subscriber hears some news: the same for every repetition, whichever process tells it, and another one for
/// every other subscription.
/// </summary>
internal static class EventIds
{
    private const int HexLength = 32;

    public static string Of(OrderNews news, string subscriptionId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{news.Type}|{news.OrderId}|{news.Identity}|{subscriptionId}"));
        return "evt_" + Convert.ToHexStringLower(hash)[..HexLength];
    }
}
