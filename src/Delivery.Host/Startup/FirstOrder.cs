using Delivery.Identity.Tokens;
using Delivery.Identity.Users;
using Delivery.ServiceDefaults.Authorization;

namespace Delivery.Host.Startup;

/// <summary>The shell lines that carry a first order from the menu to the hand-over. A test runs them.</summary>
internal static class FirstOrder
{
    private const string Json = "-H 'Content-Type: application/json'";

    private const string Order =
        """{"storeId":"sto_hanok","currency":"KRW","items":[{"itemId":"bibimbap","quantity":1,"unitPrice":9000}],"""
        + """ "deliveryAddress":{"text":"서울 강남구 테헤란로 1","regionId":"gangnam"},"paymentToken":"tok_ok"}""";

    public static IEnumerable<string> Lines(string url, TokenIssuer issuer)
    {
        yield return $"URL={url}";
        foreach (var role in new[] { Roles.Customer, Roles.Owner, Roles.Rider })
        {
            yield return $"{role.ToUpperInvariant()}={issuer.Create(role, DemoUsers.DefaultOf(role)!.Subject)}";
        }

        yield return "# each party acts when the order has come to it, a moment after the step before";
        yield return "step() { for i in $(seq 50); do curl -sf -X POST $URL$1 -H \"Authorization: Bearer $2\" && echo && return; sleep 0.2; done; "
            + "curl -s -X POST $URL$1 -H \"Authorization: Bearer $2\"; echo; }";
        yield return "curl -s $URL/api/stores/sto_hanok/menu; echo";
        yield return $"ORDER=$(curl -s $URL/api/orders -H \"Authorization: Bearer $CUSTOMER\" {Json} -d '{Order}' "
            + "| grep -o 'ord_[0-9a-f]*' | head -1); echo $ORDER";
        foreach (var action in new[] { "accept", "start-cooking", "finish-cooking" })
        {
            yield return $"step /api/stores/sto_hanok/tickets/$ORDER/{action} $OWNER";
        }

        yield return $"curl -s -X PUT $URL/api/riders/me -H \"Authorization: Bearer $RIDER\" {Json} "
            + "-d '{\"onDuty\":true,\"regionIds\":[\"gangnam\"]}'; echo";
        foreach (var action in new[] { "claim", "pick-up", "deliver" })
        {
            yield return $"step /api/deliveries/$ORDER/{action} $RIDER";
        }

        yield return "# where it is: Completed, as soon as the payment is captured";
        yield return "sleep 1; curl -s $URL/api/orders/$ORDER -H \"Authorization: Bearer $CUSTOMER\"; echo";
    }
}
