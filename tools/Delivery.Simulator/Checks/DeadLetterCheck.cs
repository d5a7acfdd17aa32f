using System.Text.Json;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Play;

namespace Delivery.Simulator.Checks;

/// <summary>No module gave up a message about an order that was played. What else lies there, from earlier days or other senders, is not ours.</summary>
internal static class DeadLetterCheck
{
    private static readonly string[] Endpoints =
        ["orders", "stores", "riders", "payments", "status", "notifications", "orchestrator", "workflows"];

    public static async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var endpoint in Endpoints)
        {
            var path = $"/ops/dead-letters/{endpoint}";
            foreach (var letter in await stage.Api.ListAsync<DeadLetter>(path, stage.World.Auditor(0), cancellationToken))
            {
                var answer = await stage.Api.SendAsync(ApiCall.Get($"{path}/{letter.Id}", stage.World.Auditor(0)), cancellationToken);
                var order = answer.IsSuccess ? OrderOf(answer.Read<DeadLetter>()) : null;
                if (order is not null && stage.Orders.ContainsKey(order))
                {
                    stage.Violations.Add("dead-letter", order, $"{endpoint} gave up {letter.MessageType}: {letter.Reason}");
                }
            }
        }
    }

    private static string? OrderOf(DeadLetter letter) =>
        letter.Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("orderId", out var order) ? order.GetString() : null;
}
