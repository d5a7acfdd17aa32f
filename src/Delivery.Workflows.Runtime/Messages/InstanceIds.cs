using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Makes the ids of new instances.</summary>
internal static class InstanceIds
{
    private const string Prefix = "wfi_";

    /// <summary>A new one.</summary>
    public static string Create(DateTimeOffset now) => Prefix + Guid.CreateVersion7(now).ToString("N", CultureInfo.InvariantCulture);

    /// <summary>
    /// The one id of the instance that this trigger starts for this message, however often the message comes. It begins with the message's
    /// time, when its key has one, so that new rows lie next to each other in the index.
    /// </summary>
    public static string Create(string messageKey, string triggerId)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{messageKey}|{triggerId}")));
        return Guid.TryParse(messageKey, out var id) && id.Version == 7
            ? $"{Prefix}{id.ToString("N", CultureInfo.InvariantCulture)[..12]}{hash[..20]}"
            : Prefix + hash[..32];
    }
}
