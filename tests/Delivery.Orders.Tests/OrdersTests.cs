using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Contracts;
using Delivery.Orders.Data;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;

namespace Delivery.Orders.Tests;

/// <summary>What the tests of this module's API share.</summary>
public abstract class OrdersTests(OrdersFixture fixture)
{
    internal ModuleHarness<OrdersDbContext> Module => fixture.Module;

    /// <summary>A body that is accepted; the arguments spoil it.</summary>
    internal static Dictionary<string, object?> Body(params (string Key, object? Value)[] changes)
    {
        var body = new Dictionary<string, object?>
        {
            ["storeId"] = "sto_hanok",
            ["currency"] = "KRW",
            ["items"] = new[] { Item("bibimbap", 2, 9000), Item("bulgogi", 1, 10000) },
            ["deliveryAddress"] = new { text = "테헤란로 1", regionId = "seocho" },
            ["paymentToken"] = "tok_ok_1",
        };
        foreach (var (key, value) in changes)
        {
            body[key] = value;
        }

        return body;
    }

    internal static object Item(string itemId, int quantity, long unitPrice) => new { itemId, quantity, unitPrice };

    internal IReadOnlyList<TMessage> Sent<TMessage>(string orderId)
        where TMessage : IOrderMessage =>
        [.. Module.SentOf<TMessage>().Where(message => message.OrderId == orderId)];

    internal HttpClient Customer(string subject = "customer-1") => Module.CreateClient(Roles.Customer, subject);

    internal Task<HttpResponseMessage> PostAsync(object body, string? idempotencyKey = null, string customer = "customer-1") =>
        SendAsync(Customer(customer), "/api/orders", body, idempotencyKey);

    internal static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, object? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request);
    }

    internal async Task<string> PlaceAsync(string customer = "customer-1")
    {
        var response = await PostAsync(Body(), customer: customer);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return (await response.JsonAsync()).GetProperty("orderId").GetString()!;
    }

    internal static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;
}
