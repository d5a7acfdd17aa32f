using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Delivery.PaymentSandbox.Cards;

/// <summary>A means of payment: the token decides what happens with it. <c>tok_overload3_x</c> is overloaded three times.</summary>
/// <param name="Behaviour">What happens.</param>
/// <param name="Times">How often; <see cref="Always"/> for until healed.</param>
/// <param name="Hash">Tells cards apart without keeping the token.</param>
internal sealed partial record Card(CardBehaviour Behaviour, int Times, string Hash)
{
    public const int Always = -1;

    private const int DefaultOverloads = 3;

    public static Card Parse(string token)
    {
        var match = Pattern().Match(token);
        int? times = match.Groups["times"].Length > 0 ? int.Parse(match.Groups["times"].Value, CultureInfo.InvariantCulture) : null;
        var (behaviour, count) = match.Groups["kind"].Value switch
        {
            "decline" => (CardBehaviour.Declines, Always),
            "timeout" => (CardBehaviour.TimesOut, times ?? 1),
            "overload" => (CardBehaviour.Overloads, times ?? DefaultOverloads),
            "capturefail" => (CardBehaviour.FailsCapture, times ?? Always),
            _ => (CardBehaviour.Fine, 0),
        };
        return new Card(behaviour, count, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
    }

    [GeneratedRegex("^tok_(?<kind>decline|timeout|overload|capturefail)(?<times>[0-9]{0,4})")]
    private static partial Regex Pattern();
}
