namespace Delivery.IntegrationTests.Play;

/// <summary>A ticket as the store's owner sees it.</summary>
internal sealed record KitchenTicket(string OrderId, string State, DateTimeOffset OfferedAt, DateTimeOffset AnswerBy);
