using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Delivery.Workflows.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RequestFingerprints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "fingerprint",
                schema: "workflows",
                table: "http_requests",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "fingerprint",
                schema: "workflows",
                table: "http_requests");
        }
    }
}
