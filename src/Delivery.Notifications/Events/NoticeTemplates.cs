using System.Collections.Frozen;

namespace Delivery.Notifications.Events;

/// <summary>The words of notices. A workflow may name a template that is not here: then there are general words.</summary>
internal static class NoticeTemplates
{
    private static readonly Dictionary<string, string> General = Text(
        "There is news about your order. Open it to see more.",
        "주문에 새로운 소식이 있습니다. 주문을 열어 확인해 주세요.");

    private static readonly FrozenDictionary<string, Dictionary<string, string>> Known = new Dictionary<string, Dictionary<string, string>>
    {
        ["payment-deferred"] = Text(
            "Payments are very busy right now. Your order is kept: please pay again in a little while.",
            "지금은 결제가 몰리고 있습니다. 주문은 보관되어 있으니 잠시 후 다시 결제해 주세요."),
        ["kitchen-late"] = Text(
            "The kitchen takes longer than expected. We are looking after it.",
            "조리가 예상보다 늦어지고 있습니다. 저희가 확인하고 있습니다."),
        ["rider-late"] = Text(
            "Your rider takes longer than expected. We are looking after it.",
            "라이더 도착이 예상보다 늦어지고 있습니다. 저희가 확인하고 있습니다."),
        ["undeliverable"] = Text(
            "The rider could not hand over your order. We will get in touch.",
            "라이더가 주문을 전달하지 못했습니다. 곧 연락드리겠습니다."),
        ["incident-still-open"] = Text(
            "We are still working on the problem with your order. Thank you for your patience.",
            "주문 문제를 아직 해결하고 있습니다. 기다려 주셔서 감사합니다."),
        ["payment-problem"] = Text(
            "Your payment needs a second look. You need not do anything.",
            "결제를 다시 확인하고 있습니다. 따로 하실 일은 없습니다."),
        ["completed"] = Text(
            "Your order was delivered. Enjoy your meal!",
            "주문하신 음식이 배달되었습니다. 맛있게 드세요!"),
        ["cancelled-by-customer"] = Text(
            "Your order is cancelled. You pay nothing.",
            "주문이 취소되었습니다. 결제되는 금액은 없습니다."),
        ["cancelled-by-operator"] = Text(
            "We are sorry: your order had to be cancelled. You pay nothing.",
            "죄송합니다. 주문이 취소되었습니다. 결제되는 금액은 없습니다."),
        ["payment-declined"] = Text(
            "Your payment was declined, so the order was not placed with the store. Try another card.",
            "결제가 거절되어 주문이 접수되지 않았습니다. 다른 카드로 다시 주문해 주세요."),
        ["payment-expired"] = Text(
            "The payment was not made in time, so the order has ended. Order again whenever you like.",
            "결제 시간이 지나 주문이 종료되었습니다. 원하실 때 다시 주문해 주세요."),
        ["store-rejected"] = Text(
            "The store cannot take your order. You pay nothing.",
            "가게에서 주문을 받을 수 없습니다. 결제되는 금액은 없습니다."),
        ["store-did-not-answer"] = Text(
            "The store did not answer in time. You pay nothing.",
            "가게가 제때 응답하지 않았습니다. 결제되는 금액은 없습니다."),
        ["store-unavailable"] = Text(
            "The store could not be reached. You pay nothing.",
            "가게와 연결할 수 없습니다. 결제되는 금액은 없습니다."),
        ["no-rider-found"] = Text(
            "No rider was found for your order. You pay nothing.",
            "배달할 라이더를 찾지 못했습니다. 결제되는 금액은 없습니다."),
    }.ToFrozenDictionary();

    /// <summary>The words, or the workflow's own sentence in every language.</summary>
    public static IReadOnlyDictionary<string, string> TextOf(string template, string? ownText) =>
        string.IsNullOrWhiteSpace(ownText) ? Known.GetValueOrDefault(template, General) : Text(ownText, ownText);

    private static Dictionary<string, string> Text(string english, string korean) => new() { ["en"] = english, ["ko"] = korean };
}
